/**
 * What the command line draws with: tables, bars, curves, and the few words for money, time and size.
 *
 * <p>Everything that decides how something looks is a pure function from values to lines, so that tests compare text;
 * only {@link io.attune.cli.terminal.Screen} and {@link io.attune.cli.terminal.Live} touch a terminal. Colour and
 * moving lines appear only where a person watches: piped output is plain text, and a bar becomes an occasional line.
 *
 * <pre>{@code
 * Table table = new Table().column("ALIAS").number("VERSION");
 * table.row("champion", "3");
 * screen.print(table);
 * }</pre>
 */
@NullMarked
package io.attune.cli.terminal;

import org.jspecify.annotations.NullMarked;
