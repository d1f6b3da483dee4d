package io.agencyswarm.tool.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ProblemList;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.ToolCalls;
import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolFactory;
import jakarta.validation.constraints.Size;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON type in the schema of each type is the one from which Jackson reads it. */
class JsonFormTest {

    /** A record that is written and read as a text. */
    record Sku(@JsonValue String code) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Sku {}
    }

    /** A class with only a constructor for a text. */
    public static final class Plate {

        private final String text;

        public Plate(String text) {
            this.text = text;
        }

        @JsonValue
        String text() {
            return text;
        }
    }

    /** Wraps a list. */
    record Crew(@JsonValue List<Integer> ids) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Crew {}
    }

    record Pair<T>(T left, T right) {}

    /**
     * A type, the expected JSON type of its schema, and a value of it.
     *
     * @param json the value, also as Jackson writes it
     */
    record Readable(JavaType type, String jsonType, String json) {

        @Override
        public String toString() {
            return type.toCanonical();
        }
    }

    static Stream<Readable> texts() {
        return Stream.of(
                readable(String.class, "string", "\"x\""),
                readable(StringBuilder.class, "string", "\"x\""),
                readable(char.class, "string", "\"x\""),
                readable(char[].class, "string", "\"xyz\""),
                readable(byte[].class, "string", "\"AQID\""),
                readable(ByteBuffer.class, "string", "\"AQID\""),
                readable(URI.class, "string", "\"https://example.com/a\""),
                readable(URL.class, "string", "\"https://example.com/a\""),
                readable(UUID.class, "string", "\"123e4567-e89b-12d3-a456-426614174000\""),
                readable(Currency.class, "string", "\"EUR\""),
                readable(Locale.class, "string", "\"de_DE\""),
                readable(TimeZone.class, "string", "\"Europe/Berlin\""),
                readable(Charset.class, "string", "\"UTF-8\""),
                readable(Pattern.class, "string", "\"[a-z]+\""),
                readable(Path.class, "string", "\"file:///tmp/a\""),
                readable(File.class, "string", "\"/tmp/a\""),
                readable(InetAddress.class, "string", "\"127.0.0.1\""),
                readable(InetSocketAddress.class, "string", "\"127.0.0.1:80\""),
                readable(Sku.class, "string", "\"A-7\""),
                readable(Plate.class, "string", "\"B X 12\""),
                readable(Optional.class, "string", "\"x\"", String.class),
                readable(Month.class, "string", "\"MAY\""),
                readable(DayOfWeek.class, "string", "\"MONDAY\""));
    }

    static Stream<Readable> times() {
        return Stream.of(
                readable(LocalDate.class, "string", "\"2026-11-28\""),
                readable(LocalTime.class, "string", "\"17:05:01\""),
                readable(LocalDateTime.class, "string", "\"2026-11-28T17:05:01\""),
                readable(OffsetTime.class, "string", "\"17:05:01+01:00\""),
                readable(OffsetDateTime.class, "string", "\"2026-11-28T17:05:01+01:00\""),
                readable(ZonedDateTime.class, "string", "\"2026-11-28T17:05:01+01:00\""),
                readable(Instant.class, "string", "\"2026-11-28T17:05:01Z\""),
                readable(Year.class, "string", "\"2026\""),
                readable(YearMonth.class, "string", "\"2026-11\""),
                readable(MonthDay.class, "string", "\"--11-28\""),
                readable(Duration.class, "string", "\"PT5M\""),
                readable(Period.class, "string", "\"P1Y2M\""),
                readable(ZoneId.class, "string", "\"Europe/Berlin\""),
                readable(ZoneOffset.class, "string", "\"+01:00\""),
                readable(Date.class, "string", "\"2026-11-28T17:05:01.000+00:00\""),
                readable(Calendar.class, "string", "\"2026-11-28T17:05:01.000+00:00\""),
                readable(GregorianCalendar.class, "string", "\"2026-11-28T17:05:01.000+00:00\""));
    }

    static Stream<Readable> others() {
        return Stream.of(
                readable(int.class, "integer", "7"),
                readable(byte.class, "integer", "7"),
                readable(AtomicInteger.class, "integer", "7"),
                readable(AtomicLong.class, "integer", "7"),
                readable(OptionalInt.class, "integer", "7"),
                readable(OptionalLong.class, "integer", "7"),
                readable(OptionalDouble.class, "number", "7.5"),
                readable(BigDecimal.class, "number", "7.5"),
                readable(Number.class, "number", "7.5"),
                readable(boolean.class, "boolean", "true"),
                readable(AtomicBoolean.class, "boolean", "true"),
                readable(int[].class, "array", "[1,2]"),
                readable(YearMonth[].class, "array", "[\"2026-11\"]"),
                readable(Crew.class, "array", "[1,2]"),
                readable(List.class, "array", "[\"EUR\"]", Currency.class),
                readable(Map.class, "object", "{\"a\":\"2026\"}", String.class, Year.class),
                readable(Pair.class, "object", "{\"left\":\"2026\",\"right\":\"2027\"}", Year.class));
    }

    private static Readable readable(Class<?> type, String jsonType, String json, Class<?>... parameters) {
        TypeFactory types = ToolJson.MAPPER.getTypeFactory();
        return new Readable(
                parameters.length == 0 ? types.constructType(type) : types.constructParametricType(type, parameters),
                jsonType,
                json);
    }

    @ParameterizedTest
    @MethodSource({"texts", "times", "others"})
    void schema_ofReadableType_isWhatJacksonReads(Readable readable) throws Exception {
        JsonNode schema = schema(readable.type());
        JsonNode input = Json.object().set("value", Json.read(readable.json()));

        JsonNode type = schema.at("/properties/value/type");
        assertThat(type.isArray() ? type.path(0).asText() : type.asText()).isEqualTo(readable.jsonType());
        String pattern = schema.at("/properties/value/pattern").asText("");
        assertThat(input.path("value").asText()).containsPattern(pattern);

        JsonNode checked =
                SchemaCheck.check((ObjectNode) schema, (ObjectNode) input).path("value");
        ProblemList problems = new ProblemList();
        Object value = ArgumentBinder.read(checked, readable.type(), List.of(), problems);
        problems.refuse();
        assertThat(ToolJson.MAPPER.valueToTree(value).toString()).isEqualTo(readable.json());
    }

    private static JsonNode schema(JavaType type) throws Exception {
        JsonNode value =
                Json.read(Json.text(TypeSchemas.generator().generateSchema(type.getRawClass(), parameters(type))));
        JsonNode schema = Json.object().set("properties", Json.object().set("value", value));
        ((ObjectNode) schema).put("type", "object");
        return schema;
    }

    private static Type[] parameters(JavaType type) {
        return type.getBindings().getTypeParameters().stream()
                .map(JavaType::getRawClass)
                .toArray(Type[]::new);
    }

    /** Can't be created from any JSON. */
    static final class Sealed {

        private Sealed(int a, int b) {}
    }

    static Stream<Class<?>> unreadable() {
        return Stream.of(
                BitSet.class,
                InputStream.class,
                Reader.class,
                Clock.class,
                Class.class,
                Random.class,
                Thread.class,
                Supplier.class,
                Exception.class,
                CompletableFuture.class,
                AtomicReference.class,
                TextNode.class,
                Void.class,
                Sealed.class);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void schema_ofUnreadableType_isRefused(Class<?> type) {
        assertThatThrownBy(() -> TypeSchemas.generator().generateSchema(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(type.getName())
                .hasMessageContaining(": ");
    }

    static class Unreadable {

        @Tool
        String mask(Optional<BitSet> bits) {
            return bits.toString();
        }
    }

    @Test
    void tools_withUnreadableType_stopTheStart() {
        assertThatThrownBy(() -> ToolFactory.tools(new Unreadable()))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("mask can't be created: Jackson can't read a java.util.BitSet: use a String");
    }

    static class Calendars {

        @Tool
        String close(YearMonth month, byte[] receipt) {
            return month.plusMonths(1) + " " + receipt.length;
        }
    }

    @Test
    void call_withMonthAndBytes_bindsTexts() throws Exception {
        assertThat(ToolCalls.call(new Calendars(), "close", "{'month': '2026-11', 'receipt': 'AQID'}"))
                .isEqualTo("2026-12 3");
    }

    record Scan(@Size(max = 3) byte[] bytes, @Nullable YearMonth month) implements ToolClass {

        @Override
        public Object run(ToolContext context) {
            return bytes.length + " " + month;
        }
    }

    static class Scans {

        @Tool
        String scan(@Size(min = 2, max = 3) byte[] bytes, @Nullable YearMonth month) {
            return bytes.length + " " + month;
        }
    }

    static Stream<Arguments> scans() {
        return Stream.of(Arguments.of(Scan.class, "Scan"), Arguments.of(new Scans(), "scan"));
    }

    @ParameterizedTest
    @MethodSource("scans")
    void call_withLimitedBytes_countsBytesAndNotTheirText(Object source, String tool) throws Exception {
        assertThat(ToolCalls.call(source, tool, "{'bytes': 'AQID', 'month': null}"))
                .isEqualTo("3 null");
        assertThat(ToolCalls.call(source, tool, "{'bytes': 'AQID', 'month': '2026-11'}"))
                .isEqualTo("3 2026-11");
        assertThat(ToolCalls.problems(source, tool, "{'bytes': 'AQIDBA=='}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.loc()).containsExactly("bytes"));
    }

    record Whole(@JsonValue String text) implements ToolClass {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Whole {}

        @Override
        public Object run(ToolContext context) {
            return text;
        }
    }

    @Test
    void tools_ofRecordThatIsReadFromAText_stopTheStart() {
        assertThatThrownBy(() -> ToolFactory.tools(Whole.class))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("from the JSON type string, not from an object");
    }
}
