package io.sluice.state.memory;

import io.sluice.state.codec.StateInput;
import io.sluice.state.codec.StateOutput;
import io.sluice.storage.log.LogStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A small file that is replaced as a whole: the format (1 byte), the content, and the CRC-32C of both (4 bytes). Immutable.
 *
 * @param format the one that is written, and the only one that is known
 */
record CheckedFile(LogStorage storage, String name, int format) {
    /** Reads the content. */
    interface Reader {
        void read(StateInput in) throws IOException;
    }

    /** Has the content read; answers whether there is a file. */
    boolean read(Reader reader) {
        try (LogStorage.ReadFile file = storage.read(name)) {
            ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.length()));
            file.read(content, 0);
            read(content.flip(), reader);
            return true;
        } catch (NoSuchFileException none) {
            return false;
        } catch (IOException failure) {
            throw StateErrors.corrupt(path(), failure);
        }
    }

    private void read(ByteBuffer content, Reader reader) throws IOException {
        int length = content.remaining() - Integer.BYTES;
        if (length < 0 || content.getInt(length) != check(content.duplicate().limit(length))) {
            throw new IOException("the checksum does not match");
        }
        StateInput in = new StateInput().over(content.limit(length));
        int found = in.getByte();
        if (found != format) {
            throw new IOException("it has format %d, and %d is known".formatted(found, format));
        }
        reader.read(in);
    }

    /** Replaces the file, durably. */
    void write(Consumer<StateOutput> writer) {
        StateOutput out = new StateOutput(1 << 10);
        out.putByte(format);
        writer.accept(out);
        out.putInt(check(out.content()));
        try {
            storage.replace(name, out.content());
        } catch (IOException refused) {
            throw StateErrors.writing(path(), refused);
        }
    }

    private String path() {
        return storage.location() + "/" + name;
    }

    private static int check(ByteBuffer content) {
        CRC32C check = new CRC32C();
        check.update(content);
        return (int) check.getValue();
    }
}
