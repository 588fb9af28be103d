package io.sluice.spark.cluster;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Calls a main in a process that ends with the one that started it, however that ends: then its standard input does. */
public final class Leash {
    private Leash() {}

    /** The first argument is the class, the others are what its main is given. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watching = new Thread(Leash::watch, "leash");
        watching.setDaemon(true);
        watching.start();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException thrown) {
            thrown.getCause().printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes
            }
        } catch (IOException broken) {
            // is an end, too
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(1);
    }
}
