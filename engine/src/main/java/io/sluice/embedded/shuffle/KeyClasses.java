package io.sluice.embedded.shuffle;

/** Knows which classes can be keys: those whose {@code equals} looks at what is inside. Stateless. */
final class KeyClasses {
    private static final ClassValue<Boolean> COMPARABLE_BY_VALUE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return type == Class.class
                        || type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every class has an equals method", e);
            }
        }
    };

    private KeyClasses() {}

    /**
     * Refuses a class whose instances equal only themselves.
     *
     * @throws io.sluice.error.StreamException {@code KEY_WITHOUT_EQUALS}
     */
    static void check(Class<?> type) {
        if (!COMPARABLE_BY_VALUE.get(type)) {
            throw ShuffleErrors.keyWithoutEquals(type);
        }
    }

    /**
     * Refuses what cannot be placed by its hash code: an array, whose hash code has nothing to do with its content. Other
     * classes may be spread by identity, as long as nobody looks for equal ones.
     *
     * @throws io.sluice.error.StreamException {@code KEY_WITHOUT_EQUALS}
     */
    static void checkHashed(Class<?> type) {
        if (type.isArray()) {
            throw ShuffleErrors.keyWithoutEquals(type);
        }
    }
}
