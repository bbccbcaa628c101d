package org.qingting.acceptance.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Builds the small plug-in with which the bare test server can keep users, roles and API keys, from
 * its source among the resources and against the server's own libraries.
 */
final class SecurityTokens {
  private static final String SOURCE = "SecurityTokensPlugin.java";
  private static final String CLASS = "org.qingting.acceptance.elasticsearch.SecurityTokensPlugin";

  private SecurityTokens() {}

  /** Installs it in the home of a server of that version. */
  static void install(Path home, Path work, String version) throws IOException {
    Path source = work.resolve(SOURCE);
    try (InputStream in = SecurityTokens.class.getResourceAsStream(SOURCE + ".txt")) {
      Files.copy(in, source);
    }
    Path classes = Files.createDirectories(work.resolve("classes"));
    compile(home.resolve("lib"), source, classes);
    Path plugin = Files.createDirectories(home.resolve("plugins").resolve("security-tokens"));
    try (OutputStream out = Files.newOutputStream(plugin.resolve("security-tokens.jar"));
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, jar);
        jar.closeEntry();
      }
    }
    Files.writeString(
        plugin.resolve("plugin-descriptor.properties"),
        """
        description=Token filters for the index of users
        version=1
        name=security-tokens
        classname=%s
        java.version=17
        elasticsearch.version=%s
        """
            .formatted(CLASS, version));
  }

  private static void compile(Path libraries, Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String path;
    try (Stream<Path> jars = Files.list(libraries)) {
      path =
          jars.filter(jar -> jar.toString().endsWith(".jar"))
              .map(Path::toString)
              .collect(Collectors.joining(java.io.File.pathSeparator));
    }
    StringWriter said = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-cp", path, "-d", classes.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      if (!compiled) {
        throw new IOException("the plug-in does not compile: " + said);
      }
    }
  }
}
