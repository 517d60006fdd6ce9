namespace LlmRouting.Operator.Publishing;

/// <summary>How long certificates live and when the next ones are made.</summary>
public sealed record CertificateSchedule
{
    public TimeSpan AuthorityLifetime { get; init; } = TimeSpan.FromDays(730);

    /// <summary>A new authority is made this long before the newest one ends; the old one stays trusted until then.</summary>
    public TimeSpan AuthorityOverlap { get; init; } = TimeSpan.FromDays(180);

    /// <summary>How long an authority is published before anything is signed with it: mounted ConfigMaps follow within minutes.</summary>
    public TimeSpan TrustLead { get; init; } = TimeSpan.FromHours(24);

    public TimeSpan ServingLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The serving certificate is replaced this long before it ends.</summary>
    public TimeSpan ServingOverlap { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Certificates are valid from this long before they are made, for clocks that are behind.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromHours(1);
}
