package dev.vendorhooks.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportIT {

    @Test
    void exportsAProjectForCamelMain() throws Exception {
        Path project = built("camel-main", List.of("route.yaml"), Example.COMPONENT, "--dep=camel:platform-http");
        int port = Example.freePort();

        try (Running main = Running.java(project, "-Dcamel.server.port=" + port, "-jar", "target/models-1.0.jar")) {
            Example.assertReceives(main, port, "Model m-1 is ready: /models/m-1.glb");
        }
    }

    @Test
    void exportsAProjectForSpringBoot() throws Exception {
        Path project = built("spring-boot", List.of("route.yaml", "application.properties"));
        int port = Example.freePort();

        try (Running boot = Running.java(project, "-Dserver.port=" + port, "-jar", "target/models-1.0.jar")) {
            Example.assertReceives(boot, port, "Model m-1 is ready: /models/m-1.glb");
        }
    }

    private static Path built(String runtime, List<String> files, String... options)
            throws IOException, InterruptedException {
        Path folder = Example.folder(runtime, files.toArray(String[]::new));
        List<String> command = new ArrayList<>(List.of("export", "--runtime=" + runtime));
        command.addAll(List.of("--gav=com.example:models:1.0", "--java-version=17", "--dir=project"));
        command.addAll(files);
        command.addAll(List.of(options));
        try (Running camel = Running.camel(folder, command.toArray(String[]::new))) {
            assertThat(camel.exitCode()).as(camel::output).isZero();
        }
        Path project = folder.resolve("project");
        assertThat(Files.readString(project.resolve("src/main/resources/application.properties")))
                .doesNotContain(Glossi.SECRET);
        try (Running mvn = Running.mvn(project, "package")) {
            assertThat(mvn.exitCode()).as(mvn::output).isZero();
        }
        return project;
    }
}
