/**
 * The simulation study of Noufaily et al., "An improved algorithm for outbreak detection in
 * multiple surveillance systems", Statistics in Medicine 32 (2013) 1206-1222, doi:10.1002/sim.5595:
 * the product's detector beside those of public health surveillance and ElastAlert2's rule.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar outbreaks 200
 * }</pre>
 *
 * <p>{@link org.qingting.benchmarks.outbreaks.OutbreakStudy} is the way in.
 */
package org.qingting.benchmarks.outbreaks;
