import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;

/**
 * Asks JTS whether coverages are valid.
 *
 * Reads lines of a name, two more columns and the zones as well-known text, with tabs between; writes the name
 * and "valid" or "invalid" for each.
 */
public final class JTSVerdicts {
    public static void main(String[] arguments) throws Exception {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        WKTReader reader = new WKTReader();
        StringBuilder verdicts = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] columns = line.split("\t");
            Geometry[] zones = new Geometry[columns.length - 3];
            for (int zone = 0; zone < zones.length; zone++) {
                zones[zone] = reader.read(columns[zone + 3]);
            }
            verdicts.append(columns[0]).append('\t');
            verdicts.append(CoverageValidator.isValid(zones) ? "valid" : "invalid").append('\n');
        }
        System.out.print(verdicts);
    }
}
