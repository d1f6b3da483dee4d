package io.agencyswarm.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.agencyswarm.setting.Range;
import io.agencyswarm.setting.RangeCustomizer;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithName;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number and duration of the settings has a range, and a value outside of it stops the start. */
@Execution(ExecutionMode.CONCURRENT)
class SettingsTest {

    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, long.class, double.class, Integer.class, Long.class, Double.class);

    /** One key of {@code agency-swarm.*}. */
    record Setting(Class<?> mapping, String prefix, String key, Method method) {

        boolean isDuration() {
            return method.getReturnType() == Duration.class;
        }

        /** The type that has the range: the method's, or the one within its Optional. */
        AnnotatedType valueType() {
            return method.getAnnotatedReturnType() instanceof AnnotatedParameterizedType optional
                    ? optional.getAnnotatedActualTypeArguments()[0]
                    : method.getAnnotatedReturnType();
        }

        @Override
        public String toString() {
            return key;
        }
    }

    @Test
    void settings_ofAllMappings_areFound() {
        assertThat(settings())
                .extracting(Setting::key)
                .contains(
                        "agency-swarm.limits.run-time",
                        "agency-swarm.limits.request-bytes",
                        "agency-swarm.model.retry.pause",
                        "agency-swarm.cluster.answer-timeout");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_hasARange(Setting setting) {
        Range range = setting.valueType().getAnnotation(Range.class);

        assertThat(range).as("@Range").isNotNull();
        assertThat(range.zeroDisables()).isEqualTo(range.min().matches("0s?"));
        if (setting.isDuration()) {
            assertThat(range.max()).as("the maximum").isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_negative_isRefusedInSentence(Setting setting) {
        String value = setting.isDuration() ? "-1s" : "-1";

        assertThatThrownBy(() -> read(setting, value))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(setting.key() + " must be ")
                .hasMessageContaining(", but is " + value + ".");
    }

    private static void read(Setting setting, String value) {
        new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(setting.mapping(), setting.prefix())
                .withMappingIgnore("agency-swarm.**")
                .withCustomizers(new RangeCustomizer())
                .withSources(new PropertiesConfigSource(Map.of(setting.key(), value), "test", 1_000))
                .build();
    }

    static Stream<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.agencyswarm")) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                Class<?> mapping = type.reflect();
                String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
                collect(mapping, prefix, mapping, prefix, settings);
            }
        }
        return settings.stream();
    }

    private static void collect(Class<?> mapping, String root, Class<?> group, String prefix, List<Setting> into) {
        for (Method method : group.getMethods()) {
            Class<?> type = method.getReturnType();
            WithName named = method.getAnnotation(WithName.class);
            String key = prefix + "." + (named == null ? kebab(method.getName()) : named.value());
            String full = method.getGenericReturnType().getTypeName();
            if (type == Duration.class
                    || NUMBERS.contains(type)
                    || NUMBERS.stream()
                            .anyMatch(number -> full.equals("java.util.Optional<" + number.getName() + ">"))) {
                into.add(new Setting(mapping, root, key, method));
            } else if (type.isInterface() && type.getName().startsWith("io.agencyswarm.")) {
                collect(mapping, root, type, key, into);
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
