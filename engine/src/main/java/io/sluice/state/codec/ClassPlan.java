package io.sluice.state.codec;

import io.sluice.state.codec.ClassShape.Kind;
import io.sluice.state.codec.ClassShape.Part;
import java.io.Externalizable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How values of a class of this program are taken apart and put together. Immutable. */
final class ClassPlan {
    private static final ClassValue<ClassPlan> PLANS = new ClassValue<>() {
        @Override
        protected ClassPlan computeValue(Class<?> type) {
            return make(type);
        }
    };

    private static final List<String> OWN_FORM =
            List.of("writeObject", "readObject", "writeReplace", "readResolve", "readObjectNoData");

    final Class<?> type;
    final ClassShape shape;

    /** For each part, from (Object) to its type; a reference type is Object. */
    final MethodHandle[] getters;

    /** For each field of a bean, from (Object, Object) to void. */
    final MethodHandle[] setters;

    /** Makes a record from (Object[]), a bean from (). */
    final MethodHandle maker;

    final Object[] constants;

    private ClassPlan(
            Class<?> type,
            ClassShape shape,
            MethodHandle[] getters,
            MethodHandle[] setters,
            MethodHandle maker,
            Object[] constants) {
        this.type = type;
        this.shape = shape;
        this.getters = getters;
        this.setters = setters;
        this.maker = maker;
        this.constants = constants;
    }

    static ClassPlan of(Class<?> type) {
        return PLANS.get(type);
    }

    private static ClassPlan make(Class<?> type) {
        try {
            if (type.isEnum()) {
                return ofEnum(type);
            }
            if (type.isRecord()) {
                return ofRecord(type);
            }
            return isBean(type) ? ofBean(type) : opaque(type);
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            return opaque(type);
        }
    }

    private static ClassPlan ofEnum(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        List<Part> parts = Arrays.stream(constants)
                .map(constant -> new Part(((Enum<?>) constant).name(), ""))
                .toList();
        return new ClassPlan(type, new ClassShape(type.getName(), Kind.ENUM, parts), null, null, null, constants);
    }

    private static ClassPlan ofRecord(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : components) {
            fields.add(type.getDeclaredField(component.getName()));
        }
        Constructor<?> canonical = type.getDeclaredConstructor(types);
        canonical.setAccessible(true);
        MethodHandle maker = MethodHandles.lookup()
                .unreflectConstructor(canonical)
                .asFixedArity()
                .asSpreader(Object[].class, types.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
        return new ClassPlan(type, shape(type, Kind.RECORD, fields), getters(fields), null, maker, null);
    }

    private static ClassPlan ofBean(Class<?> type) throws ReflectiveOperationException {
        List<Field> fields = fieldsOf(type);
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        MethodHandle maker =
                MethodHandles.lookup().unreflectConstructor(constructor).asType(MethodType.methodType(Object.class));
        MethodHandle[] getters = getters(fields);
        MethodHandle[] setters = new MethodHandle[fields.size()];
        for (int i = 0; i < setters.length; i++) {
            setters[i] = MethodHandles.lookup()
                    .unreflectSetter(fields.get(i))
                    .asType(MethodType.methodType(void.class, Object.class, Object.class));
        }
        return new ClassPlan(type, shape(type, Kind.BEAN, fields), getters, setters, maker, null);
    }

    private static ClassPlan opaque(Class<?> type) {
        return new ClassPlan(type, new ClassShape(type.getName(), Kind.OPAQUE, List.of()), null, null, null, null);
    }

    private static ClassShape shape(Class<?> type, Kind kind, List<Field> fields) {
        return new ClassShape(
                type.getName(),
                kind,
                fields.stream()
                        .map(field -> new Part(field.getName(), field.getType().getName()))
                        .toList());
    }

    private static MethodHandle[] getters(List<Field> fields) throws IllegalAccessException {
        MethodHandle[] getters = new MethodHandle[fields.size()];
        for (int i = 0; i < getters.length; i++) {
            Field field = fields.get(i);
            field.setAccessible(true);
            Class<?> result = field.getType().isPrimitive() ? field.getType() : Object.class;
            getters[i] =
                    MethodHandles.lookup().unreflectGetter(field).asType(MethodType.methodType(result, Object.class));
        }
        return getters;
    }

    /** A class of the program that says nothing of its own about how it is serialized, nor do those it extends. */
    private static boolean isBean(Class<?> type) {
        if (type.isInterface()
                || type.isArray()
                || Modifier.isAbstract(type.getModifiers())
                || type.isHidden()
                || Externalizable.class.isAssignableFrom(type)
                || Arrays.stream(type.getDeclaredConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
            return false;
        }
        Set<String> names = new HashSet<>();
        for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
            boolean platform = level.getClassLoader() == null;
            boolean ownForm = Arrays.stream(level.getDeclaredMethods()).anyMatch(m -> OWN_FORM.contains(m.getName()));
            if (platform || ownForm) {
                return false;
            }
        }
        return fieldsOf(type).stream().map(Field::getName).allMatch(names::add);
    }

    /** Those of the classes it extends first. */
    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = type.getSuperclass() == Object.class ? new ArrayList<>() : fieldsOf(type.getSuperclass());
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                fields.add(field);
            }
        }
        return fields;
    }
}
