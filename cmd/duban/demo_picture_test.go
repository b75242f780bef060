package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"testing"
)

// How unlike two pictures of the page may be: letters are drawn a little otherwise from one
// machine to the next, while a word that changed makes a dozen blocks another grey.
const (
	pictureBlock  = 8   // pixels, of which only the mean grey is looked at
	pictureShade  = 28  // of 255, from which on a block is another
	pictureBlocks = 400 // one block in so many may be another
)

// unlike says how two pictures differ, if they do.
func unlike(a, b []byte) string {
	was, wasSize, err := greys(a)
	if err != nil {
		return err.Error()
	}
	is, isSize, err := greys(b)
	if err != nil {
		return err.Error()
	}
	if wasSize != isSize {
		return fmt.Sprintf("its size was %v and is %v", wasSize, isSize)
	}
	n := 0
	for i := range was {
		if max(was[i], is[i])-min(was[i], is[i]) > pictureShade {
			n++
		}
	}
	if n*pictureBlocks <= len(was) {
		return ""
	}
	return fmt.Sprintf("%d of %d blocks are of another grey", n, len(was))
}

// greys are the mean greys of a picture's blocks, row by row.
func greys(data []byte) ([]int, image.Point, error) {
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, image.Point{}, err
	}
	size := picture.Bounds().Size()
	grey := image.NewGray(image.Rectangle{Max: size})
	draw.Draw(grey, grey.Rect, picture, picture.Bounds().Min, draw.Src)
	var blocks []int
	for y := 0; y < size.Y; y += pictureBlock {
		for x := 0; x < size.X; x += pictureBlock {
			sum, n := 0, 0
			for i := y; i < min(y+pictureBlock, size.Y); i++ {
				for j := x; j < min(x+pictureBlock, size.X); j++ {
					sum, n = sum+int(grey.GrayAt(j, i).Y), n+1
				}
			}
			blocks = append(blocks, sum/n)
		}
	}
	return blocks, size, nil
}

// TestUnlike: softer edges are the same picture, a line of words that is not there is another.
func TestUnlike(t *testing.T) {
	paint := func(shade uint8, lines ...int) []byte {
		picture := image.NewGray(image.Rect(0, 0, 640, 400))
		draw.Draw(picture, picture.Rect, image.White, image.Point{}, draw.Src)
		for _, y := range lines {
			for x := range 160 {
				for dy := range 14 {
					if (x/2+dy/2)%2 == 0 {
						picture.SetGray(40+x, y+dy, color.Gray{Y: shade})
					}
				}
			}
		}
		var b bytes.Buffer
		if err := png.Encode(&b, picture); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	if why := unlike(paint(20, 40, 80), paint(50, 40, 80)); why != "" {
		t.Errorf("softer letters: %s", why)
	}
	if unlike(paint(20, 40, 80), paint(20, 40)) == "" {
		t.Error("a line that is gone was not seen")
	}
	if unlike(paint(20), []byte("no picture")) == "" {
		t.Error("what is no picture was taken for one")
	}
}
