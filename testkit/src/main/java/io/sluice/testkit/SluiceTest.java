package io.sluice.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link StreamHarness} as a parameter, a new one for each test, closed after it; and ends a
 * test that hangs after a minute. On a method, says how that test's harness is made.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(SluiceExtension.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
public @interface SluiceTest {
    /** How far apart batches are. */
    long batchMillis() default 1000;

    /** Where tasks run; if not said, what {@link HarnessBuilder#master} says. */
    String master() default "";

    /** Settings, each as {@code key=value}. */
    String[] conf() default {};
}
