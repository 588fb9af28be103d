package io.sluice.testkit;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Makes a {@link StreamHarness} for each test that asks for one, in the method's parameters or those of its {@code
 * @BeforeEach} methods, which get the same one; closes it after the test. {@link SluiceTest} says how to make it, on the
 * method, the class, or a class around that.
 */
public final class SluiceExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace HARNESSES = Namespace.create(SluiceExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == StreamHarness.class;
    }

    @Override
    public StreamHarness resolveParameter(ParameterContext parameter, ExtensionContext test) {
        if (test.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a StreamHarness lives as long as one test: take it as a parameter of the test method or of a"
                            + " @BeforeEach method, not of "
                            + parameter.getDeclaringExecutable());
        }
        StreamHarness known = test.getStore(HARNESSES).get(test.getUniqueId(), StreamHarness.class);
        if (known != null) {
            return known;
        }
        StreamHarness fresh = settings(test)
                .map(SluiceExtension::builder)
                .orElseGet(StreamHarness::builder)
                .build();
        test.getStore(HARNESSES).put(test.getUniqueId(), fresh);
        return fresh;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        StreamHarness harness = test.getStore(HARNESSES).remove(test.getUniqueId(), StreamHarness.class);
        if (harness != null) {
            harness.close();
        }
    }

    private static Optional<SluiceTest> settings(ExtensionContext test) {
        Optional<SluiceTest> found = AnnotationSupport.findAnnotation(test.getTestMethod(), SluiceTest.class);
        for (Class<?> type = test.getRequiredTestClass(); found.isEmpty() && type != null; ) {
            found = AnnotationSupport.findAnnotation(type, SluiceTest.class);
            type = type.getEnclosingClass();
        }
        return found;
    }

    private static HarnessBuilder builder(SluiceTest settings) {
        HarnessBuilder builder = StreamHarness.builder().batchInterval(Duration.ofMillis(settings.batchMillis()));
        if (!settings.master().isEmpty()) {
            builder.master(settings.master());
        }
        for (String setting : settings.conf()) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new ParameterResolutionException(
                        "conf of @SluiceTest must be key=value, got '%s'".formatted(setting));
            }
            builder.set(
                    setting.substring(0, equals).trim(),
                    setting.substring(equals + 1).trim());
        }
        return builder;
    }
}
