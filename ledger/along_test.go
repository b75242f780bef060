package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// What goes along with a message are pictures and papers that the messenger has, the
// pictures first, ten at most; the rest is named.
func TestAlong(t *testing.T) {
	photo := func(ref string) ledger.File { return ledger.File{Ref: ref, Kind: ledger.FilePhoto} }
	paper := ledger.File{Ref: "d", Kind: ledger.FileDocument, Name: "台账.xlsx"}
	proved := paper
	proved.SHA256, proved.Size = "ab", 9
	many := make([]ledger.File, 12)
	for i := range many {
		many[i] = photo("p")
	}
	tests := []struct {
		name         string
		files        []ledger.File
		along, named []ledger.File
	}{
		{"none", nil, nil, nil},
		{"pictures first", []ledger.File{photo("a"), proved, photo("b")}, []ledger.File{photo("a"), photo("b"), paper}, nil},
		{"more than ten", many, many[:10], many[10:]},
		{"no name of the messenger's", []ledger.File{{Kind: ledger.FilePhoto}, paper}, []ledger.File{paper}, []ledger.File{{Kind: ledger.FilePhoto}}},
		{"a kind that is not sent", []ledger.File{{Ref: "v", Kind: "video"}}, nil, []ledger.File{{Ref: "v", Kind: "video"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			along, named := ledger.Along(tt.files)
			if diff := cmp.Diff(tt.along, along); diff != "" {
				t.Errorf("along (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.named, named); diff != "" {
				t.Errorf("named (-want +got):\n%s", diff)
			}
		})
	}
}
