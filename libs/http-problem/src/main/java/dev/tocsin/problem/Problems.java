package dev.tocsin.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Arrays;
import java.util.List;

/** Turns what a request handler threw into the answer the client sees. */
final class Problems {

  private Problems() {}

  /** The problem for {@code thrown}; anything unexpected becomes a 500 without its message. */
  static Problem of(Throwable thrown) {
    return switch (thrown) {
      case ProblemException known -> known.problem();
      case JsonProcessingException json -> ofJson(json);
      case WebApplicationException web
          when web.getCause() instanceof JsonProcessingException json ->
          ofJson(json);
      case WebApplicationException web -> ofStatus(web.getResponse().getStatus());
      case UnauthorizedException _ -> ofStatus(401);
      case AuthenticationFailedException _ -> ofStatus(401);
      case ForbiddenException _ -> ofStatus(403);
      default ->
          Problem.of(
              500,
              "internal",
              "Something went wrong on our side",
              "The error was logged under this request id.");
    };
  }

  private static Problem ofJson(JsonProcessingException json) {
    var error =
        switch (json) {
          case UnrecognizedPropertyException unknown ->
              new FieldError(path(unknown), "not be there: no such field is known");
          case InvalidFormatException format -> new FieldError(path(format), rule(format));
          case MismatchedInputException shape -> new FieldError(path(shape), "have another shape");
          case JsonMappingException wrapped
              when wrapped.getCause() instanceof StreamReadException broken ->
              new FieldError(path(wrapped), "be valid JSON" + at(broken));
          case JsonMappingException mapping -> new FieldError(path(mapping), "be readable");
          case JsonEOFException end ->
              new FieldError("(body)", "be complete JSON: it ends too early" + at(end));
          default -> new FieldError("(body)", "be valid JSON" + at(json));
        };
    return ProblemException.badRequest(List.of(error)).problem();
  }

  private static String at(JsonProcessingException json) {
    var location = json.getLocation();
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private static String path(JsonMappingException mapping) {
    var path = new StringBuilder();
    for (var step : mapping.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "(body)" : path.toString();
  }

  private static String rule(InvalidFormatException format) {
    Class<?> type = format.getTargetType();
    if (type == null) {
      return "have another form";
    }
    if (type.isEnum()) {
      return "be one of "
          + Arrays.toString(type.getEnumConstants()).toLowerCase(java.util.Locale.ROOT);
    }
    if (java.time.temporal.Temporal.class.isAssignableFrom(type)) {
      return "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z";
    }
    return Number.class.isAssignableFrom(type) || type.isPrimitive()
        ? "be a number"
        : "have another form";
  }

  private static Problem ofStatus(int status) {
    return switch (status) {
      case 401 ->
          Problem.of(401, "unauthorized", "Sign in or present a key", "No valid key was given.");
      case 403 -> Problem.of(403, "forbidden", "Not allowed", "Your role does not allow this.");
      case 404 -> Problem.of(404, "not-found", "Not found", "There is nothing at this address.");
      case 405 ->
          Problem.of(405, "method-not-allowed", "Method not allowed", "Use another method here.");
      case 406 ->
          Problem.of(406, "not-acceptable", "Not acceptable", "This is not offered in that type.");
      case 413 -> Problem.of(413, "too-large", "Too large", "The body is over the limit.");
      case 415 ->
          Problem.of(
              415,
              "unsupported-media-type",
              "Unsupported media type",
              "Send another content type.");
      default ->
          status < 500
              ? Problem.of(
                  status, "invalid-request", "The request breaks a rule", "Not understood.")
              : Problem.of(status, "internal", "Something went wrong on our side", "Try again.");
    };
  }
}
