package io.sluice.storage;

import java.io.Serializable;

/**
 * An attempt at a part that is whole and on the disk.
 *
 * @param part what it will be called in the directory, for example {@code part-00003.gz}
 * @param attempt what it is called until then
 */
public record WrittenPart(String part, String attempt) implements Serializable {}
