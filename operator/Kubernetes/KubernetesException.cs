using System.Net;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Every failure of a request to the API server: its Status, an answer that is no Status, or no answer at all.</summary>
public sealed class KubernetesException(HttpStatusCode statusCode, string? reason, string message, Exception? inner = null) : Exception(message, inner)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Of the answer, or of the Status in a watch's ERROR event; 0 where no answer came.</summary>
    public HttpStatusCode StatusCode => statusCode;

    /// <summary>The API's one-word reason (<see cref="StatusReasons"/>); null where the answer has none, as the 500s of apply.</summary>
    public string? Reason => reason;

    /// <summary>What the server asks to wait before the next try; whatever it asks, not more than half a minute.</summary>
    public TimeSpan? RetryAfter { get; init => field = value > LongestWait ? LongestWait : value; }

    public IReadOnlyList<StatusCause> Causes { get; init; } = [];

    /// <summary>The object the Status speaks of; its kind is usually the plural resource name.</summary>
    public string? ObjectName { get; init; }

    public string? ObjectKind { get; init; }

    /// <summary>A stale resourceVersion, a failed precondition, or fields of another manager (then <see cref="Causes"/> name them).</summary>
    public bool IsConflict => statusCode == HttpStatusCode.Conflict && !IsAlreadyExists;

    public bool IsAlreadyExists => reason == StatusReasons.AlreadyExists;

    /// <summary>A 404 about a named object. The namespace of a create may be that object.</summary>
    public bool IsNotFound => statusCode == HttpStatusCode.NotFound && !IsUnknownResource;

    /// <summary>A 404 about the kind: its CRD or group is not (yet, or any longer) served.</summary>
    public bool IsUnknownResource => statusCode == HttpStatusCode.NotFound && string.IsNullOrEmpty(ObjectName);

    public bool IsUnauthorized => statusCode == HttpStatusCode.Unauthorized;

    /// <summary>A missing right; also for moments while the API server starts.</summary>
    public bool IsForbidden => statusCode == HttpStatusCode.Forbidden;

    /// <summary>The resourceVersion or continue token is too old: list afresh.</summary>
    public bool IsExpired => statusCode == HttpStatusCode.Gone;

    /// <summary>Schema, CEL or validation refused the object; <see cref="Causes"/> name the fields.</summary>
    public bool IsInvalid => statusCode == HttpStatusCode.UnprocessableEntity;

    /// <summary>No answer came.</summary>
    public bool IsUnreachable => reason == StatusReasons.Unreachable;

    /// <summary>The same request may succeed later without anybody changing anything. The 500s of apply are not such.</summary>
    public bool IsTransient => IsUnreachable
        || statusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.BadGateway
        || (statusCode == HttpStatusCode.InternalServerError && RetryAfter is not null);
}
