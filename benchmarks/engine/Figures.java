import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What one measure found: numbers by name, which travel from the JVM that measured to the one that prints. */
final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();

    void put(String name, double value) {
        values.put(name, value);
    }

    /** Milliseconds: the median and the 95th percentile of microseconds. */
    void median(String name, Stream<Long> micros) {
        long[] sorted = micros.mapToLong(Long::longValue).sorted().toArray();
        put(name, sorted[sorted.length / 2] / 1000.0);
        put(name + "95", sorted[sorted.length * 95 / 100] / 1000.0);
    }

    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        values.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }

    static Figures parse(String text) {
        var figures = new Figures();
        text.lines().map(line -> line.split(" ")).forEach(words -> figures.put(words[0], Double.parseDouble(words[1])));
        return figures;
    }
}
