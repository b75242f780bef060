package texts

// SentAgain marks a notice that may have arrived before.
func SentAgain(text string) string { return "【补发，如已收到请忽略】\n" + text }
