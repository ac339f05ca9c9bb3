internal import Census
internal import GeoModel

extension PhotoMetadata {
    /// What is known of a photo as a JSON object; what is not known has no member.
    var json: String {
        let texts: [(String, String?)] = [
            ("latitude_ref", latitudeReference), ("longitude_ref", longitudeReference),
            ("direction_ref", imageDirectionReference), ("taken_at", takenAt),
            ("taken_at_offset", takenAtOffset),
            ("gps_time", gpsTime), ("camera", camera),
        ]
        let numbers: [(String, Double?)] = [
            ("latitude", latitude), ("longitude", longitude), ("altitude", altitude),
            ("altitude_ref", altitudeReference.map(Double.init)), ("direction", imageDirection),
            ("gps_error", horizontalError), ("focal_length_35mm", focalLength35mm),
            ("dji_absolute_altitude", djiAbsoluteAltitude),
            ("dji_relative_altitude", djiRelativeAltitude),
            ("gimbal_yaw", gimbalYaw), ("gimbal_pitch", gimbalPitch),
        ]
        let members =
            texts.compactMap { name, text in text.map { JSONMember(name, .string($0)) } }
            + numbers.compactMap { name, value in
                value.flatMap(JSONNumber.init).map { JSONMember(name, .number($0)) }
            }
        return String(decoding: JSONValue.object(members).json, as: UTF8.self)
    }

    /// Reads what was kept; a text that another program spoilt says nothing.
    init(json: String, fileName: String, digest: String) {
        self.init(fileName: fileName, digest: digest)
        // What another program spoilt holds no metadata.
        guard case .object(let members)? = try? JSONValue(json: Array(json.utf8)) else { return }
        var texts: [String: String] = [:]
        var numbers: [String: Double] = [:]
        for member in members {
            switch member.value {
            case .string(let text): texts[member.name] = text
            case .number(let number): numbers[member.name] = number.double
            default: continue
            }
        }
        latitudeReference = texts["latitude_ref"]
        longitudeReference = texts["longitude_ref"]
        imageDirectionReference = texts["direction_ref"]
        takenAt = texts["taken_at"]
        takenAtOffset = texts["taken_at_offset"]
        gpsTime = texts["gps_time"]
        camera = texts["camera"]
        latitude = numbers["latitude"]
        longitude = numbers["longitude"]
        altitude = numbers["altitude"]
        altitudeReference = numbers["altitude_ref"].map { Int($0) }
        imageDirection = numbers["direction"]
        horizontalError = numbers["gps_error"]
        focalLength35mm = numbers["focal_length_35mm"]
        djiAbsoluteAltitude = numbers["dji_absolute_altitude"]
        djiRelativeAltitude = numbers["dji_relative_altitude"]
        gimbalYaw = numbers["gimbal_yaw"]
        gimbalPitch = numbers["gimbal_pitch"]
    }
}
