internal import GeoModel

extension LocatorView {
    /// The first part that refers to something that is not there; `nil` when all can be followed.
    func damagedPart() -> LocatorFileError.Part? {
        guard unsafe ringsAreSound() else { return .rings }
        guard unsafe tilesAreSound() else { return .tiles }
        guard unsafe cellsAreSound() else { return .cells }
        return unsafe entriesAreSound() ? nil : .entries
    }

    private func ringsAreSound() -> Bool {
        let ringCount = unsafe zones.ringStarts.count - 1
        let zoneCount = unsafe zones.zoneCount
        guard ringCount >= 0, zoneCount >= 0, unsafe rank.isEmpty || rank.count == zoneCount
        else { return false }
        return unsafe ascends(zones.ringStarts, to: zones.positions.count)
            && ascends(zones.zoneRings, to: ringCount)
    }

    private func ascends(_ starts: UnsafeBufferPointer<Int32>, to end: Int) -> Bool {
        guard unsafe starts[0] == 0, unsafe Int(starts[starts.count - 1]) == end else { return false }
        return (1..<max(1, starts.count)).allSatisfy { unsafe starts[$0 - 1] <= starts[$0] }
    }

    private func tilesAreSound() -> Bool {
        let scales = unsafe [lattice.scaleX, lattice.scaleY]
        let bases = unsafe [lattice.baseX, lattice.baseY]
        guard scales.allSatisfy({ $0 > 0x1p-1000 && $0 < 0x1p1000 && $0.significand == 1 }),
            bases.allSatisfy({ $0.magnitude < 0x1p52 && $0.rounded() == $0 }),
            unsafe lattice.lowX == 0, unsafe lattice.lowY == 0,
            unsafe columns > 0, unsafe lattice.highX == Double(columns - 1),
            unsafe tiles.count % columns == 0, unsafe lattice.highY == Double(tiles.count / columns - 1)
        else { return false }
        return unsafe tiles.allSatisfy { tile in
            guard tile.shift >= 0 else {
                let content = LocatorCell(bits: tile.firstCell)
                return unsafe tile.shift == -1 && !content.isList && content.zone < zones.zoneCount
            }
            return unsafe tile.shift <= 6 && Int(tile.firstCell) + 1 << (2 * Int(tile.shift)) <= cells.count
        }
    }

    private func cellsAreSound() -> Bool {
        unsafe tiles.allSatisfy { tile in
            guard tile.shift >= 0 else { return true }
            let first = Int(tile.firstCell)
            return (first..<first + 1 << (2 * Int(tile.shift))).allSatisfy { index in
                let cell = unsafe cells[index]
                return unsafe cell.isList
                    ? Int(tile.firstEntry) + cell.entry < entries.count : cell.zone < zones.zoneCount
            }
        }
    }

    private func entriesAreSound() -> Bool {
        // A list that starts within the entries ends within them if the last of all ends a list.
        guard unsafe entries.last?.isLast ?? true else { return false }
        return unsafe entries.allSatisfy { entry in
            unsafe entry.firstEdge >= 0 && entry.edgeCount >= 0 && entry.zone < zones.zoneCount
                && (entry.edgeCount == 0
                    || Int(entry.firstEdge) + Int(entry.edgeCount) < zones.positions.count)
        }
    }
}
