package io.agencyswarm.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands that are shown to people, run as they would. */
final class Shell {

    private Shell() {}

    /** What a command says; fails with its complaint where it fails. */
    static String run(String command, Map<String, String> variables) {
        try {
            Path answer = Files.createTempFile("shell", ".out");
            Path complained = Files.createTempFile("shell", ".err");
            ProcessBuilder builder = new ProcessBuilder("bash", "-eu")
                    .redirectOutput(answer.toFile())
                    .redirectError(complained.toFile());
            builder.environment().putAll(variables);
            Process shell = builder.start();
            try (var commands = shell.getOutputStream()) {
                // Read from its input, as a terminal does: an argument may not be that long.
                commands.write(command.getBytes(StandardCharsets.UTF_8));
            }
            if (!shell.waitFor(30, TimeUnit.SECONDS) || shell.exitValue() != 0) {
                shell.destroyForcibly();
                throw new AssertionError("The shell failed on\n" + command + "\n" + Files.readString(complained));
            }
            return Files.readString(answer);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
