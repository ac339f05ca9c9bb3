extension CoverageAnswer {
    func page() -> String { "" }
}
