/// A binary heap of items by rising cost; equal costs leave by rising item, so the order is always the same.
struct PriorityQueue {
    private var heap: [(cost: Double, item: Int)] = []

    mutating func push(_ item: Int, cost: Double) {
        heap.append((cost, item))
        var child = heap.count - 1
        while child > 0, precedes(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (cost: Double, item: Int)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if heap.isEmpty { return first }
        heap[0] = last
        sink()
        return first
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(child, least) {
                least = child
            }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        heap[a].cost != heap[b].cost ? heap[a].cost < heap[b].cost : heap[a].item < heap[b].item
    }
}
