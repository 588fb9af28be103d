package io.sluice.state.codec;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.state.codec.ClassFit.Kind;
import io.sluice.state.codec.ClassShape.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How values written with a class as it was become values of the class as it is. Immutable. */
final class ReadPlan {
    /** What a bean's field keeps when no value was written for it. */
    private static final Object UNSET = new Object();

    private final ClassShape shape;
    private final ClassPlan plan; // null if the class does not fit
    private final int[] targets;
    private final ClassFit fit;

    private ReadPlan(ClassShape shape, ClassPlan plan, int[] targets, ClassFit fit) {
        this.shape = shape;
        this.plan = plan;
        this.targets = targets;
        this.fit = fit;
    }

    static ReadPlan of(ClassShape shape, ClassLoader loader) {
        int[] nowhere = new int[shape.parts().size()];
        Arrays.fill(nowhere, -1);
        ClassPlan plan;
        try {
            plan = ClassPlan.of(Class.forName(shape.name(), false, loader));
        } catch (ClassNotFoundException | LinkageError gone) {
            return unfit(shape, nowhere, "the class is not there");
        }
        if (plan.shape.kind() != shape.kind()) {
            return unfit(shape, nowhere, "it was %s and is %s".formatted(text(shape.kind()), text(plan.shape.kind())));
        }
        Map<String, Integer> today = new HashMap<>();
        for (int i = 0; i < plan.shape.parts().size(); i++) {
            today.put(plan.shape.parts().get(i).name(), i);
        }
        List<String> removed = new ArrayList<>();
        for (int i = 0; i < nowhere.length; i++) {
            Part was = shape.parts().get(i);
            Integer target = today.remove(was.name());
            if (target == null) {
                removed.add(was.name());
            } else {
                Part is = plan.shape.parts().get(target);
                if (!is.type().equals(was.type())) {
                    return unfit(
                            shape,
                            nowhere,
                            "'%s' was of type %s and is of type %s".formatted(was.name(), was.type(), is.type()));
                }
                nowhere[i] = target;
            }
        }
        return new ReadPlan(
                shape,
                plan,
                nowhere,
                fit(shape, removed, today.keySet().stream().sorted().toList()));
    }

    static ReadPlan unchanged(ClassPlan plan) {
        int[] targets = IntStream.range(0, plan.shape.parts().size()).toArray();
        return new ReadPlan(plan.shape, plan, targets, new ClassFit(plan.shape.name(), Kind.SAME, ""));
    }

    private static ClassFit fit(ClassShape shape, List<String> removed, List<String> added) {
        if (removed.isEmpty() && added.isEmpty()) {
            return new ClassFit(shape.name(), Kind.SAME, "");
        }
        String without = removed.isEmpty() ? "" : "without " + String.join(", ", removed);
        String with = added.isEmpty() ? "" : "with new " + String.join(", ", added);
        String between = removed.isEmpty() || added.isEmpty() ? "" : "; ";
        return new ClassFit(shape.name(), Kind.COMPATIBLE, without + between + with);
    }

    private static ReadPlan unfit(ClassShape shape, int[] nowhere, String reason) {
        Arrays.fill(nowhere, -1);
        return new ReadPlan(shape, null, nowhere, new ClassFit(shape.name(), Kind.INCOMPATIBLE, reason));
    }

    private static String text(ClassShape.Kind kind) {
        return switch (kind) {
            case RECORD -> "a record";
            case BEAN -> "a class written by its fields";
            case ENUM -> "an enum";
            case OPAQUE -> "a class written by Java serialization";
        };
    }

    /** The class as it was. */
    ClassShape shape() {
        return shape;
    }

    ClassFit fit() {
        return fit;
    }

    /** Where a part that was written goes to now, or -1. */
    int target(int part) {
        return targets[part];
    }

    void requireFit() {
        if (plan == null) {
            throw incompatible(fit.reason(), null);
        }
    }

    StreamException incompatible(String reason, Throwable cause) {
        return new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "State holds values of class %s, which cannot be read: %s.".formatted(shape.name(), reason),
                "Give the class back the form it had, or start with an empty checkpoint directory.",
                cause);
    }

    Object constant(int ordinal) {
        int target = targets[ordinal];
        if (target < 0) {
            throw incompatible(
                    "the constant '%s' is gone"
                            .formatted(shape.parts().get(ordinal).name()),
                    null);
        }
        return plan.constants[target];
    }

    /** What parts have that were not written, by today's order. */
    Object[] defaults() {
        Object[] values = new Object[plan.getters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = plan.setters == null ? zero(plan.shape.parts().get(i).type()) : UNSET;
        }
        return values;
    }

    Object make(Object[] values) {
        try {
            if (plan.setters == null) {
                return (Object) plan.maker.invokeExact(values);
            }
            Object bean = (Object) plan.maker.invokeExact();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != UNSET) {
                    plan.setters[i].invokeExact(bean, values[i]);
                }
            }
            return bean;
        } catch (Error error) {
            throw error;
        } catch (Throwable thrown) {
            throw incompatible("it does not accept what was written: " + thrown, thrown);
        }
    }

    private static Object zero(String type) {
        return switch (type) {
            case "int" -> 0;
            case "long" -> 0L;
            case "double" -> 0.0;
            case "boolean" -> false;
            case "float" -> 0f;
            case "byte" -> (byte) 0;
            case "short" -> (short) 0;
            case "char" -> (char) 0;
            default -> null;
        };
    }
}
