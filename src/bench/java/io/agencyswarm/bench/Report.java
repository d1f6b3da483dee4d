package io.agencyswarm.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The table of results. */
final class Report {

    private static final String NONE = "";

    private final List<String[]> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Report() {
        rows.add(new String[] {"", "service", "passthrough", "ratio", "target"});
        rows.add(new String[] {"---", "---:", "---:", "---:", "---:"});
    }

    /** Adds a row without a comparison. */
    void add(String what, double service, String target) {
        rows.add(new String[] {what, number(service), NONE, NONE, target});
    }

    void add(String what, double service, double passthrough, String target) {
        String ratio = number(service / passthrough) + " x";
        rows.add(new String[] {what, number(service), number(passthrough), ratio, target});
    }

    /** Adds a sentence below the table. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /** Prints the table and writes it to a file. */
    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            Arrays.setAll(widths, i -> Math.max(widths[i], row[i].length()));
        }
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                String blanks = " ".repeat(widths[i] - row[i].length());
                text.append("| ")
                        .append(i == 0 ? row[i] + blanks : blanks + row[i])
                        .append(' ');
            }
            text.append("|\n");
        }
        text.append('\n').append(machine()).append('\n');
        notes.forEach(note -> text.append(note).append('\n'));
        System.out.print(text);
        Files.writeString(file, text);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get((values.size() - 1) / 2);
    }

    private static String machine() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %d GiB of memory, %s, JDK %s. The model server and the load generator run on the same"
                        + " machine.",
                system.getAvailableProcessors(),
                system.getArch(),
                Math.round(system.getTotalMemorySize() / (double) (1 << 30)),
                system.getName(),
                Runtime.version());
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "?";
        }
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
