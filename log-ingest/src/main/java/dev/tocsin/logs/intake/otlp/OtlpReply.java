package dev.tocsin.logs.intake.otlp;

import com.google.protobuf.CodedOutputStream;
import dev.tocsin.logs.intake.IntakeOutcome;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bodies of answers, in the form of the request. */
enum OtlpReply {
  PROTOBUF("application/x-protobuf") {
    @Override
    byte[] success(IntakeOutcome outcome) {
      if (outcome.rejected() == 0) {
        return new byte[0];
      }
      return ExportLogsServiceResponse.newBuilder()
          .setPartialSuccess(
              ExportLogsPartialSuccess.newBuilder()
                  .setRejectedLogRecords(outcome.rejected())
                  .setErrorMessage(outcome.explanation()))
          .build()
          .toByteArray();
    }

    @Override
    byte[] status(int code, String message) {
      // google.rpc.Status: code = 1, message = 2
      var bytes = new ByteArrayOutputStream();
      try {
        var out = CodedOutputStream.newInstance(bytes);
        out.writeInt32(1, code);
        out.writeString(2, message);
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  },

  JSON("application/json") {
    @Override
    byte[] success(IntakeOutcome outcome) {
      return utf8(
          outcome.rejected() == 0
              ? "{}"
              : "{\"partialSuccess\":{\"rejectedLogRecords\":\""
                  + outcome.rejected()
                  + "\",\"errorMessage\":"
                  + quoted(outcome.explanation())
                  + "}}");
    }

    @Override
    byte[] status(int code, String message) {
      return utf8("{\"code\":" + code + ",\"message\":" + quoted(message) + "}");
    }
  };

  private final String mediaType;

  OtlpReply(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** ExportLogsServiceResponse; without partial success when everything was taken. */
  abstract byte[] success(IntakeOutcome outcome);

  /** google.rpc.Status. */
  abstract byte[] status(int code, String message);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    return '"'
        + String.valueOf(
            com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text))
        + '"';
  }
}
