package documents

import (
	"bytes"
	"fmt"
	"image/png"

	"github.com/go-analyze/charts"
	"github.com/go-analyze/charts/chartdraw"
)

// canvas is what pictures are drawn on. It stands on the library's renderer and not on its
// painter, which knows one way to a PNG: four fifths of a picture's time went into packing it
// as small as can be, and the messenger packs it anew.
type canvas struct{ render chartdraw.Renderer }

func newCanvas(width, height int, family string) canvas {
	render := chartdraw.PNG(width, height)
	render.SetFont(charts.GetFont(family))
	return canvas{render}
}

func (c canvas) measure(words string, style charts.FontStyle) int {
	c.render.SetFontSize(style.FontSize)
	c.render.SetFontColor(style.FontColor)
	return c.render.MeasureText(words).Width()
}

func (c canvas) text(words string, x, base int, style charts.FontStyle) {
	c.render.SetFontSize(style.FontSize)
	c.render.SetFontColor(style.FontColor)
	c.render.Text(words, x, base)
	c.render.ResetStyle()
}

func (c canvas) rect(x1, y1, x2, y2 int, color charts.Color) {
	c.render.SetFillColor(color)
	c.path([]charts.Point{{X: x1, Y: y1}, {X: x2, Y: y1}, {X: x2, Y: y2}, {X: x1, Y: y2}, {X: x1, Y: y1}})
	c.render.Fill()
	c.render.ResetStyle()
}

// line draws through the points; dashes are the lengths drawn and left out in turn.
func (c canvas) line(points []charts.Point, color charts.Color, width float64, dashes []float64) {
	c.render.SetStrokeColor(color)
	c.render.SetStrokeWidth(width)
	c.render.SetStrokeDashArray(dashes)
	c.path(points)
	c.render.Stroke()
	c.render.ResetStyle()
}

func (c canvas) path(points []charts.Point) {
	for i, p := range points {
		if i == 0 {
			c.render.MoveTo(p.X, p.Y)
		} else {
			c.render.LineTo(p.X, p.Y)
		}
	}
}

func (c canvas) dots(points []charts.Point, fill, edge charts.Color, width, radius float64) {
	c.render.SetFillColor(fill)
	c.render.SetStrokeColor(edge)
	c.render.SetStrokeWidth(width)
	for _, p := range points {
		c.render.Circle(radius, p.X, p.Y)
	}
	c.render.FillStroke()
	c.render.ResetStyle()
}

func (c canvas) png() ([]byte, error) {
	var drawn chartdraw.ImageWriter
	if err := c.render.Save(&drawn); err != nil {
		return nil, fmt.Errorf("documents: picture: %w", err)
	}
	picture, err := drawn.Image()
	if err != nil {
		return nil, fmt.Errorf("documents: picture: %w", err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, picture); err != nil {
		return nil, fmt.Errorf("documents: picture: %w", err)
	}
	return out.Bytes(), nil
}
