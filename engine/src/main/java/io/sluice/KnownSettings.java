package io.sluice;

import java.util.List;

/** The settings that a module understands. Each module tells its own; they are found with {@link java.util.ServiceLoader}. */
public interface KnownSettings {
    List<Setting<?>> settings();
}
