package dev.tocsin.logs.query;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.SearchResource.Wanted;
import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Plan;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a question would read, without reading it. */
@Path("/api/v1/logs/explain")
@Tag(name = "questions")
public class ExplainResource {

  private static final int SHOWN = 100;

  /**
   * A plan.
   *
   * @param steps what each step of the choice left, in order
   * @param segments files to read
   * @param rows rows to look at, at most
   * @param bytes compressed bytes to read, at most and about; a page that is full early reads less
   * @param words words that the filters were asked for
   * @param predicate the condition in SQL; values are bound and not shown
   * @param chosen the newest 100 of the files
   */
  @Schema(name = "LogPlan")
  public record View(
      List<StepView> steps,
      int segments,
      long rows,
      long bytes,
      List<String> words,
      String predicate,
      List<SegmentView> chosen) {}

  /**
   * What a step left.
   *
   * @param by what it looked at
   * @param segments files left
   * @param rows rows left to look at
   * @param bytes compressed bytes left
   */
  @Schema(name = "LogPlanStep")
  public record StepView(String by, int segments, long rows, long bytes) {}

  /**
   * A file.
   *
   * @param file its name
   * @param rows its rows
   * @param bytes its size
   * @param blocks blocks it has; 0 when it has no filter
   * @param blocksToRead blocks to read
   */
  @Schema(name = "LogPlanSegment")
  public record SegmentView(String file, long rows, long bytes, int blocks, int blocksToRead) {}

  private final LogStore store;
  private final Clock clock;

  /** A door to the planner. */
  @Inject
  public ExplainResource(LogStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The plan of a question. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Explain a query",
      description =
          "Which files and how many bytes a search would read, and which step left the others out."
              + " Reads the catalogue and the filters, no rows.")
  public View explain(@BeanParam Wanted wanted, @Context SecurityIdentity identity) {
    var ask = new Ask(clock.instant());
    Question question = wanted.question(ask, identity);
    ask.errors().throwIfAny();
    Plan plan = store.plan(question.scope(), question.expr());
    Columns columns =
        plan.chosen().isEmpty() ? Columns.FIXED : plan.chosen().getFirst().segment().columns();
    return new View(
        plan.steps().stream()
            .map(cut -> new StepView(cut.by(), cut.segments(), cut.rows(), cut.bytes()))
            .toList(),
        plan.chosen().size(),
        plan.rows(),
        plan.bytes(),
        plan.words(),
        SqlCompiler.compile(question.expr(), columns).sql(),
        plan.chosen().stream().limit(SHOWN).map(ExplainResource::segment).toList());
  }

  private static SegmentView segment(Plan.Chosen one) {
    var segment = one.segment();
    var blocks = one.blocks();
    return new SegmentView(
        segment.file(),
        segment.rows(),
        segment.bytes(),
        segment.blocks(),
        blocks == null ? segment.blocks() : blocks.cardinality());
  }
}
