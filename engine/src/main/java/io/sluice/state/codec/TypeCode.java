package io.sluice.state.codec;

/** The first byte of a written value: what follows. Part of the format: numbers never change their meaning. */
final class TypeCode {
    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int BYTE = 3;
    static final int SHORT = 4;
    static final int CHAR = 5;
    static final int INT = 6;
    static final int LONG = 7;
    static final int FLOAT = 8;
    static final int DOUBLE = 9;
    static final int STRING = 10;
    static final int BYTES = 11;
    static final int BIG_INTEGER = 12;
    static final int BIG_DECIMAL = 13;
    static final int UUID = 14;
    static final int INSTANT = 15;
    static final int DURATION = 16;
    static final int LOCAL_DATE = 17;
    static final int LOCAL_DATE_TIME = 18;
    static final int OPTIONAL = 19;
    static final int ARRAY_LIST = 20;
    static final int LINKED_LIST = 21;
    static final int IMMUTABLE_LIST = 22;
    static final int HASH_SET = 23;
    static final int LINKED_HASH_SET = 24;
    static final int TREE_SET = 25;
    static final int IMMUTABLE_SET = 26;
    static final int ARRAY_DEQUE = 27;
    static final int HASH_MAP = 28;
    static final int LINKED_HASH_MAP = 29;
    static final int TREE_MAP = 30;
    static final int IMMUTABLE_MAP = 31;
    static final int INT_ARRAY = 32;
    static final int LONG_ARRAY = 33;
    static final int DOUBLE_ARRAY = 34;
    static final int STRING_ARRAY = 35;
    static final int OBJECT_ARRAY = 36;

    /** This and above: a class described in the same log, counted from here. */
    static final int DESCRIBED = 64;

    private TypeCode() {}
}
