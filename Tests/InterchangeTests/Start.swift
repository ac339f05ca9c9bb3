import Testing

@Test("placeholder to be replaced")
func starts() {}
