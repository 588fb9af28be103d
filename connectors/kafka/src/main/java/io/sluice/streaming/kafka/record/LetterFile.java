package io.sluice.streaming.kafka.record;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The file format of dead letters.
 *
 * <pre>
 * file   = magic    int   0x534C4454
 *          version  byte  1
 *          frame*
 * frame  = length   int   of the letter
 *          crc      int   CRC32C of the letter
 *          letter
 * letter = topic UTF, partition int, offset long, timestamp long, batch long, part UTF, error class text, error message text,
 *          key bytes, value bytes, headers int, (name text, value bytes)*
 * text   = bytes that are UTF-8
 * bytes  = length int, -1 for null, byte*
 * </pre>
 */
final class LetterFile {
    private static final int MAGIC = 0x534C4454;
    private static final int VERSION = 1;

    private LetterFile() {}

    static void begin(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeByte(VERSION);
    }

    static void frame(byte[] letter, DataOutputStream out) throws IOException {
        out.writeInt(letter.length);
        out.writeInt(crc(letter));
        out.write(letter);
    }

    static void write(DeadLetter letter, long batch, DataOutputStream out) throws IOException {
        out.writeUTF(letter.topic());
        out.writeInt(letter.partition());
        out.writeLong(letter.offset());
        out.writeLong(letter.timestamp());
        out.writeLong(batch);
        out.writeUTF(letter.part());
        bytes(letter.errorClass().getBytes(StandardCharsets.UTF_8), out);
        bytes(letter.errorMessage().getBytes(StandardCharsets.UTF_8), out);
        bytes(letter.key(), out);
        bytes(letter.value(), out);
        out.writeInt(letter.headers().size());
        for (Header header : letter.headers()) {
            bytes(header.key().getBytes(StandardCharsets.UTF_8), out);
            bytes(header.value(), out);
        }
    }

    private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /** All letters of a file. */
    static List<DeadLetter> read(Path file) throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != MAGIC || in.readByte() != VERSION) {
                throw corrupt(file, "it does not begin as such a file");
            }
            byte[] rest = in.readAllBytes();
            DataInputStream frames = new DataInputStream(new ByteArrayInputStream(rest));
            while (frames.available() > 0) {
                byte[] letter = new byte[frames.readInt()];
                int crc = frames.readInt();
                frames.readFully(letter);
                if (crc(letter) != crc) {
                    throw corrupt(file, "the checksum of letter %d does not match".formatted(letters.size()));
                }
                letters.add(letter(new DataInputStream(new ByteArrayInputStream(letter))));
            }
        } catch (EOFException cut) {
            throw corrupt(file, "it is cut off after letter %d".formatted(letters.size()));
        }
        return letters;
    }

    private static StreamException corrupt(Path file, String why) {
        return new StreamException(
                ErrorCode.INPUT_CORRUPT,
                "%s cannot be read as dead letters: %s.".formatted(file, why),
                "Restore the file, or move it out of the directory.");
    }

    private static DeadLetter letter(DataInputStream in) throws IOException {
        String topic = in.readUTF();
        int partition = in.readInt();
        long offset = in.readLong();
        long timestamp = in.readLong();
        in.readLong(); // the batch, for people
        String part = in.readUTF();
        String errorClass = text(in);
        String errorMessage = text(in);
        byte[] key = bytes(in);
        byte[] value = bytes(in);
        List<Header> headers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            headers.add(new RecordHeader(text(in), bytes(in)));
        }
        return new DeadLetter(topic, partition, offset, timestamp, key, value, headers, part, errorClass, errorMessage);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }
}
