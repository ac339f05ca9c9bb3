internal import GRDB

/// The index by which a register answers for a code or the beginning of one.
///
/// It holds the outfall beside the code, so that the entries of a county are found without a look at the table of codes.
enum OutfallCodeIndex {
    static func create(in db: Database) throws {
        try db.execute(sql: "CREATE INDEX outfall_code_value_outfall ON outfall_code (value, outfall_id)")
        try db.execute(sql: "DROP INDEX outfall_code_value")
    }
}
