package io.agencyswarm.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.Stream;
import org.hibernate.validator.internal.constraintvalidators.bv.time.past.PastValidatorForReadablePartial;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

class ValidationProcessorTest {

    @Constraint(validatedBy = EvenValidator.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Even {

        String message() default "must be even";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    abstract static class NumberValidator implements ConstraintValidator<Even, Integer> {}

    static final class EvenValidator extends NumberValidator {

        @Override
        public boolean isValid(Integer number, ConstraintValidatorContext context) {
            return number % 2 == 0;
        }
    }

    @Test
    void validators_ofAnApplication_areThoseThatCanBeMade() throws IOException {
        Index index = Index.of(ConstraintValidator.class, NumberValidator.class, EvenValidator.class, Even.class);

        assertThat(ValidationProcessor.ofApplication(index)).containsExactly(EvenValidator.class.getName());
    }

    @Test
    void constraints_ofAnApplication_areFound() throws IOException {
        assertThat(ValidationProcessor.constraintsOf(Index.of(Even.class))).containsExactly(Even.class.getName());
    }

    @Test
    void validators_ofHibernateValidator_areThoseWhoseTypesAreThere() {
        Stream<String> names = ValidationProcessor.builtIn();

        assertThat(names)
                .hasSizeGreaterThan(150)
                .doesNotContain(PastValidatorForReadablePartial.class.getName())
                .noneMatch(name -> name.contains(".money."));
    }
}
