package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.UUID;

/** Writes the schemas of the types that Jackson reads from a text, with the format of the text. */
final class TextSchemas {

    /** The names of the formats in JSON Schema. */
    private static final Map<Class<?>, String> FORMATS = Map.ofEntries(
            Map.entry(LocalDate.class, "date"),
            Map.entry(LocalTime.class, "time"),
            Map.entry(OffsetTime.class, "time"),
            Map.entry(LocalDateTime.class, "date-time"),
            Map.entry(OffsetDateTime.class, "date-time"),
            Map.entry(ZonedDateTime.class, "date-time"),
            Map.entry(Instant.class, "date-time"),
            Map.entry(Date.class, "date-time"),
            Map.entry(Calendar.class, "date-time"),
            Map.entry(GregorianCalendar.class, "date-time"),
            Map.entry(Duration.class, "duration"),
            Map.entry(Period.class, "duration"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(URI.class, "uri"),
            Map.entry(URL.class, "uri"));

    /** The patterns of types for which JSON Schema has no format. */
    private static final Map<Class<?>, String> PATTERNS = Map.of(
            Year.class, "^[0-9]{4}$",
            YearMonth.class, "^[0-9]{4}-[0-9]{2}$",
            MonthDay.class, "^--[0-9]{2}-[0-9]{2}$",
            ZoneOffset.class, "^(Z|[+-][0-9]{2}:[0-9]{2})$",
            Currency.class, "^[A-Z]{3}$");

    private TextSchemas() {}

    /** Writes the schema of a type that is read from a text. */
    static ObjectNode of(Class<?> type) {
        ObjectNode schema = Json.object().put("type", "string");
        if (FORMATS.containsKey(type)) {
            schema.put("format", FORMATS.get(type));
        }
        if (PATTERNS.containsKey(type)) {
            schema.put("pattern", PATTERNS.get(type));
        }
        if (type == byte[].class || ByteBuffer.class.isAssignableFrom(type)) {
            schema.put("contentEncoding", "base64");
        }
        return schema;
    }
}
