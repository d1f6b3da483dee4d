package io.agencyswarm.store.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns that a statement writes, each with its value. */
final class Columns {

    private final List<String> names = new ArrayList<>();
    private final List<String> expressions = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    /** Writes a value. */
    Columns set(String column, @Nullable Object value) {
        return setTo(column, "?", value);
    }

    /** Writes the result of an SQL expression, with a value for each question mark in it. */
    Columns setTo(String column, String expression, @Nullable Object... parameters) {
        names.add(column);
        expressions.add(expression);
        Collections.addAll(values, parameters);
        return this;
    }

    /** Returns the beginning of a statement that inserts a row. */
    String insertInto(String table) {
        return "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES (" + String.join(", ", expressions)
                + ")";
    }

    /** Returns the beginning of a statement that updates rows. */
    String update(String table) {
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            assignments.add(names.get(i) + " = " + expressions.get(i));
        }
        return "UPDATE " + table + " SET " + String.join(", ", assignments);
    }

    /** Returns the values of the statement: those of the columns, then these. */
    @Nullable
    Object[] values(@Nullable Object... further) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(further));
        return all.toArray();
    }
}
