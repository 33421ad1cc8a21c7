package dev.tocsin.logs.writer;

/**
 * What a writer reads and how it calls itself.
 *
 * @param bootstrap Kafka servers
 * @param topic topic with log batches
 * @param group consumer group that shares the partitions
 * @param owner name in the catalogue
 * @param rule when to write a segment
 */
public record WriterSettings(
    String bootstrap, String topic, String group, String owner, FlushRule rule) {}
