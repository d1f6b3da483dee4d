package io.agencyswarm.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Requests to Bedrock if AWS's signer is not on the class path, as in applications without this dependency. */
class AwsMissingTest {

    @Test
    void request_thatWouldBeSigned_namesTheDependencyThatIsMissing() throws Exception {
        assertThat(resolved(""))
                .isEqualTo("requests to bedrock can't be signed, because AWS's signer is not on the class path; add the"
                        + " dependency software.amazon.awssdk:auth, or set AWS_BEARER_TOKEN_BEDROCK");
    }

    @Test
    void request_withAKey_needsNone() throws Exception {
        assertThat(resolved("a-key")).isEqualTo("ProviderTarget[https://bedrock-runtime.eu-west-1.amazonaws.com]");
    }

    private static String resolved(String key) throws ReflectiveOperationException {
        var constructor = new WithoutAws().loadClass(Resolving.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        UnaryOperator<String> resolving = (UnaryOperator<String>) constructor.newInstance();
        return resolving.apply(key);
    }

    /** The code that runs with this project's classes as in an application without AWS's. */
    static final class Resolving implements UnaryOperator<String> {

        @Override
        public String apply(String key) {
            Map<String, String> environment = key.isEmpty()
                    ? Map.of("AWS_REGION", "eu-west-1")
                    : Map.of("AWS_REGION", "eu-west-1", "AWS_BEARER_TOKEN_BEDROCK", key);
            var config = LiteClient.config(environment);
            try {
                return new ProviderTargetResolver(
                                config,
                                config.getConfigMapping(ModelConfig.class).openai())
                        .resolve(ProviderTable.get("bedrock"), ClientConfig.NONE, Map.of())
                        .toString();
            } catch (RuntimeException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    /** Reloads this project's classes and finds none of AWS's. */
    private static final class WithoutAws extends ClassLoader {

        WithoutAws() {
            super(WithoutAws.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("software.amazon.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.agencyswarm.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
