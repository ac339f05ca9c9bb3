public import ArgumentParser
public import Census

// How values of monitoring are read from the command line.

extension ReferenceTable: ExpressibleByArgument {}

extension WaterKind: ExpressibleByArgument {}

extension ResultVerdict: ExpressibleByArgument {}
