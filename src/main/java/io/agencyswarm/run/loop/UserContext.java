package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.run.RunOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates the user context that the tools of one run share: the agency's, with the request's merged over it. */
final class UserContext {

    private UserContext() {}

    /**
     * Creates a context for one run. Its maps, lists and sets are copies, so that a change by a tool affects only its
     * own run. Each call on them is thread-safe, because tools run concurrently.
     */
    static Map<String, Object> of(Agency agency, RunOptions options) {
        Map<String, Object> merged = new LinkedHashMap<>();
        agency.userContext().forEach((key, value) -> merged.put(key, copy(value)));
        options.userContext().forEach((key, value) -> merged.put(key, copy(value)));
        return Collections.synchronizedMap(merged);
    }

    private static @Nullable Object copy(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, inner) -> copy.put(key, copy(inner)));
                yield Collections.synchronizedMap(copy);
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(inner -> copy.add(copy(inner)));
                yield Collections.synchronizedList(copy);
            }
            case Set<?> set -> {
                Set<@Nullable Object> copy = new LinkedHashSet<>();
                set.forEach(inner -> copy.add(copy(inner)));
                yield Collections.synchronizedSet(copy);
            }
            default -> value;
        };
    }
}
