package io.agencyswarm.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.Type;
import org.junit.jupiter.api.Test;

class SubtypesTest {

    record Drawing(Map<String, List<? extends Shape>> layers) {}

    sealed interface Shape permits Circle, Group {}

    record Circle(int radius) implements Shape {}

    record Group(Style style, Shape[] parts) implements Shape {}

    abstract static class Style {}

    static final class Dashed extends Style {

        Pen getPen() {
            return new Pencil();
        }
    }

    interface Pen {}

    static final class Pencil implements Pen {}

    /** A type that is not data. */
    static final class Unused extends Style implements Runnable {

        @Override
        public void run() {}
    }

    @Test
    void subtypes_ofAllThatATypeIsMadeOf_areFound() throws IOException {
        Index index = Index.of(
                Drawing.class,
                Shape.class,
                Circle.class,
                Group.class,
                Style.class,
                Dashed.class,
                Pen.class,
                Pencil.class);

        Set<DotName> matches = Subtypes.in(List.of(type(Drawing.class)), index);

        assertThat(matches).containsExactlyInAnyOrder(names(Circle.class, Group.class, Dashed.class, Pencil.class));
    }

    @Test
    void sealed_ofAllThatATypeIsMadeOf_areFound() throws IOException {
        Index index = Index.of(Drawing.class, Shape.class, Circle.class, Group.class, Style.class, Dashed.class);

        assertThat(Subtypes.sealed(List.of(type(Drawing.class)), index)).containsExactly(names(Shape.class));
    }

    @Test
    void subtypes_ofAnInterfaceOfTheJdk_areNobodysData() throws IOException {
        assertThat(Subtypes.in(List.of(type(Runnable.class)), Index.of(Runnable.class, Unused.class)))
                .isEmpty();
    }

    private static Type type(Class<?> type) {
        return Type.create(DotName.createSimple(type), Type.Kind.CLASS);
    }

    private static DotName[] names(Class<?>... types) {
        return List.of(types).stream().map(DotName::createSimple).toArray(DotName[]::new);
    }
}
