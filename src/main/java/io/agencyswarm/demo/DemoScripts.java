package io.agencyswarm.demo;

import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.OfflineScript;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The offline model's answers for the demo agencies, which show a delegation, a handoff and tools without an API key.
 * Each answer says that it comes from the offline model.
 */
@Singleton
class DemoScripts implements OfflineScript {

    private static final String NOTE = " (This is the offline model: it plays a script.)";
    private static final Pattern PLACE = Pattern.compile("\\b(?:in|for|to)\\s+(\\p{Lu}\\p{L}+)");
    private static final Pattern NUMBER = Pattern.compile("\\b(\\d{1,6})\\b");

    @Override
    public Optional<String> forRequest(ModelRequest request, String message) {
        String words = message.toLowerCase(Locale.ROOT);
        return switch (request.agent()) {
            case "Concierge" -> concierge(words, message);
            case "Forecaster" ->
                Optional.of("call forecast {\"city\":\"" + place(message) + "\",\"daysAhead\":0} ;; text ${output}");
            case "Triage" -> triage(words);
            case "Billing" ->
                Optional.of("call findInvoice {\"number\":" + number(message) + "} ;; text I looked it up: ${output}"
                        + NOTE);
            case "Technician" -> Optional.of("text Switch it off, count to ten, switch it on again." + NOTE);
            default -> Optional.empty();
        };
    }

    private static Optional<String> concierge(String words, String message) {
        String city = place(message);
        if (words.contains("pack")) {
            return Optional.of("call PackingList {\"city\":\"" + city + "\",\"nights\":" + nights(message)
                    + "} ;; text Take this: ${output}" + NOTE);
        }
        if (words.contains("weather") || words.contains("forecast")) {
            return Optional.of("call send_message {\"recipient_agent\":\"Forecaster\",\"message\":\"The weather in "
                    + city + ", please.\",\"additional_instructions\":\"\"} ;; text The Forecaster says: ${output}"
                    + NOTE);
        }
        return Optional.of(
                "text I can ask the Forecaster about the weather in a city, or say what to pack for one. Try: "
                        + "What is the weather in Oslo?" + NOTE);
    }

    private static Optional<String> triage(String words) {
        if (words.contains("invoice") || words.contains("bill")) {
            return Optional.of("call transfer_to_Billing {}");
        }
        if (words.contains("router") || words.contains("device") || words.contains("start")) {
            return Optional.of("call transfer_to_Technician {}");
        }
        return Optional.of("text Is your question about an invoice or about a device?" + NOTE);
    }

    private static String place(String message) {
        Matcher place = PLACE.matcher(message);
        return place.find() ? place.group(1) : "Oslo";
    }

    private static String number(String message) {
        Matcher number = NUMBER.matcher(message);
        return number.find() ? number.group(1) : "1001";
    }

    private static int nights(String message) {
        Matcher number = NUMBER.matcher(message);
        return number.find() ? Math.clamp(Long.parseLong(number.group(1)), 1, 60) : 3;
    }
}
