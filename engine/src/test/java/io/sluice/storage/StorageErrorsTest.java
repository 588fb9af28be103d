package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StorageErrorsTest {
    private static final Path PATH = Path.of("/data/x");

    @Test
    void aFullDiskIsKnownByItsWords() {
        assertThat(writing(new IOException("No space left on device"))).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(writing(new FileSystemException("/data/x", null, "No space left on device")))
                .isEqualTo(ErrorCode.DISK_FULL);
        assertThat(writing(new IOException("Disk quota exceeded"))).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(writing(new IOException())).isEqualTo(ErrorCode.OUTPUT_FAILED);
    }

    @Test
    void failuresOfReadingAreToldApart() {
        assertThat(StorageErrors.reading("/data/x", new NoSuchFileException("/data/x")))
                .hasMessageStartingWith("INPUT_NOT_FOUND: '/data/x' does not exist.");
        assertThat(StorageErrors.reading("/data/x", new AccessDeniedException("/data/x")))
                .hasMessageStartingWith("INPUT_UNREADABLE: '/data/x' cannot be read: access is denied.");
        assertThat(StorageErrors.reading("/data/x", new IOException("Is a directory")))
                .hasMessageStartingWith("INPUT_UNREADABLE: '/data/x' cannot be read: Is a directory.");
    }

    private static ErrorCode writing(IOException cause) {
        return StorageErrors.writing(PATH, cause).code();
    }
}
