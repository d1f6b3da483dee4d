package io.agencyswarm.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the commands of the manual and the playground. */
public final class Shell {

    private Shell() {}

    /** Returns the output of a command; fails with its error output if it fails. */
    public static String run(String command, Map<String, String> variables) {
        try {
            Path answer = Files.createTempFile("shell", ".out");
            Path complained = Files.createTempFile("shell", ".err");
            ProcessBuilder builder = new ProcessBuilder("bash", "-eu")
                    .redirectOutput(answer.toFile())
                    .redirectError(complained.toFile());
            builder.environment().putAll(variables);
            Process shell = builder.start();
            try (var commands = shell.getOutputStream()) {
                // The shell reads it from its standard input, because an argument can't be that long.
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
