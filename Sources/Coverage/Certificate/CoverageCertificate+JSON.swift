internal import GeoModel

extension CoverageCertificate {
    /// The certificate as a JSON document, the same bytes for the same coverage.
    ///
    /// The last member is the SHA-256 digest of everything before it, so that a changed certificate shows.
    public var json: String {
        var text = "{\n"
        text += "\"format\": \"bourn-coverage-certificate\",\n\"version\": 3,\n"
        text += "\"reference\": \"\(reference)\",\n\"areas\": \"\(areas.rawValue)\",\n"
        text += "\"valid\": \(isValid),\n\"complete\": \(isComplete),\n"
        text += "\"vertices\": \(vertices),\n\"area_m2\": \(area.value),\n"
        text +=
            "\"edges\": {\"paired\": \(pairedEdges), \"lone\": \(loneEdges), \"lone_digest\": \"\(borderDigest)\"},\n"
        text += "\"open_faults\": \(openFaults),\n"
        text += list(
            "exceptions",
            exceptions.map {
                "{\(stated($0.fault)), \"reason\": \(quoted($0.acceptance.reason)), "
                    + "\"person\": \(quoted($0.acceptance.person))}"
            })
        text += list(
            "parents",
            parents.map {
                "{\"code\": \(quoted($0.code)), \"digest\": \"\($0.digest)\", \"area_m2\": \($0.area.value), "
                    + "\"zones_m2\": \($0.zoneArea.value)}"
            })
        text += list(
            "zones",
            zones.map {
                let parent = $0.parent.map { ", \"parent\": \(quoted($0))" } ?? ""
                return
                    "{\"code\": \(quoted($0.code))\(parent), \"digest\": \"\($0.digest)\", \"area_m2\": \($0.area.value)}"
            })
        var digest = SHA256()
        for byte in text.utf8 { digest.add(byte) }
        return text + "\"digest\": \"\(digest.finish())\"\n}\n"
    }

    private func stated(_ fault: StatedFault) -> String {
        let codes = [("zones", fault.zones), ("parents", fault.parents)].map { name, codes in
            ", \"\(name)\": [\(codes.map(quoted).joined(separator: ", "))]"
        }
        let note = fault.note.map { ", \"note\": \(quoted($0))" } ?? ""
        let place = String(decoding: GeoJSON.encode(fault.geometry), as: UTF8.self)
        return "\"fault\": \"\(fault.id)\", \"kind\": \"\(fault.kind.rawValue)\"\(codes.joined())\(note), "
            + "\"geometry\": \(place)"
    }

    private func list(_ name: String, _ members: [String]) -> String {
        members.isEmpty
            ? "\"\(name)\": [],\n" : "\"\(name)\": [\n" + members.joined(separator: ",\n") + "\n],\n"
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 32:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
