package io.sluice.streaming.state;

import java.io.Serializable;

/** The key of the {@link Pane} of a batch, among the keys of the program. */
record PaneKey(long time) implements Serializable {}
