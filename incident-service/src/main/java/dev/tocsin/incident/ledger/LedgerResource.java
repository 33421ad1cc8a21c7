package dev.tocsin.incident.ledger;

import dev.tocsin.access.Roles;
import dev.tocsin.incident.sql.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The account of every alert and page. */
@Path("/api/v1/ledger")
@Tag(name = "Ledger")
public class LedgerResource {

  private final Database database;
  private final LedgerStore ledger;

  LedgerResource(Database database, LedgerStore ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /** The report and its verdict. */
  public record View(boolean reconciles, LedgerReport report) {}

  /** Reconciles now. */
  @GET
  @Path("verify")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Reconcile the ledger",
      description = "Counts accepted alerts against ledger rows and open pages against attempts.")
  public View verify() {
    LedgerReport report = database.transaction(ledger::verify);
    return new View(report.reconciles(), report);
  }
}
