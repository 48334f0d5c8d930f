using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Redis;

/// <summary>How often the server writes a snapshot: after this time, when at least this many keys changed.</summary>
internal sealed record SnapshotPolicy(TimeSpan Interval, long KeysChanged) : IResourceAnnotation;
