/**
 * The office's configuration file.
 *
 * <pre>{@code
 * Configuration configuration = ConfigurationFile.read(Path.of("qingting.yaml"));
 * }</pre>
 *
 * An unknown key, a wrong type or an impossible value is refused with the line it stands in.
 */
package org.qingting.pipeline.config;
