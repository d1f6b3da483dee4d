package io.agencyswarm.service.observe;

import io.agencyswarm.service.ServiceClient;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The response of the metrics endpoint.
 *
 * @param text the unchanged text
 */
public record Scrape(String text) {

    private static final Pattern SERIES = Pattern.compile("(?m)^([a-zA-Z_:]+)(?:\\{(.*)})? ([^ ]+)$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    public static Scrape of(URI management) throws Exception {
        return new Scrape(ServiceClient.at(management).get("/q/metrics").text());
    }

    /** Returns the value of a series by its sorted labels; 0 if there is none. */
    public double value(String name, String labels) {
        return SERIES.matcher(text)
                .results()
                .filter(series ->
                        series.group(1).equals(name) && (series.group(2) == null ? "" : series.group(2)).equals(labels))
                .mapToDouble(series -> Double.parseDouble(series.group(3)))
                .sum();
    }

    public Set<String> names() {
        return SERIES.matcher(text).results().map(series -> series.group(1)).collect(Collectors.toSet());
    }

    /** Returns the labels of all series with a name. */
    public Set<String> labels(String name) {
        Set<String> labels = new TreeSet<>();
        SERIES.matcher(text)
                .results()
                .filter(series -> series.group(1).equals(name) && series.group(2) != null)
                .forEach(series ->
                        LABEL.matcher(series.group(2)).results().forEach(label -> labels.add(label.group(1))));
        return labels;
    }
}
