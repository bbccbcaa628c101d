/**
 * How fast and how large the product is, measured on posts written from templates.
 *
 * <pre>{@code
 * mvn -q -B -DskipTests -pl benchmarks -am package
 * java -jar benchmarks/target/benchmarks.jar analyze
 * java -jar benchmarks/target/benchmarks.jar import 10 100000
 * }</pre>
 *
 * <p>Nothing is asserted here: figures are printed, for people to compare.
 */
package org.qingting.benchmarks;
