package handlers

import "testing"

func TestApart(t *testing.T) {
	for _, tt := range []struct{ command, args, want string }{
		{"extend", "2到9月1日，因为下雨", "2 到9月1日，因为下雨"},
		{"limit", "２改为9月1日", "２ 改为9月1日"},
		{"assign", "7给住建局", "7 给住建局"},
		{"assign", "7住建局", "7 住建局"},
		{"assign", "住建局 7", "7 住建局"},
		{"assign", "坪石镇7", "7 坪石镇"},
		{"divide", "坪石镇、水务局 7号", "7号 坪石镇、水务局"},
		{"assign", "配合 水务局7", "配合 水务局7"},
		{"forward", "7 3号线", "7 3号线"},
		{"assign", "7月底前", "7月底前"},
		{"answer", "2已协调", "2 已协调"},
		{"answer", "3台泵已到", "3台泵已到"},
		{"extend", "8月1日 下雨", "8月1日 下雨"},
		{"blocked", "3台泵坏了", "3台泵坏了"},
		{"canceltask", "7号重复", "7号 重复"},
		{"notice", "3号", "3号"},
	} {
		if got := apart(tt.command, tt.args); got != tt.want {
			t.Errorf("apart(%q, %q) = %q, want %q", tt.command, tt.args, got, tt.want)
		}
	}
}
