namespace LlmRouting.Operator.Publishing;

/// <summary>What should be in the Secret now, given what is.</summary>
internal static class CertificatePlan
{
    /// <summary>The keys to store; the same instance where nothing is due.</summary>
    public static ServingKeys Next(ServingKeys? current, IReadOnlyList<string> names, DateTimeOffset now, CertificateSchedule schedule)
    {
        if (current is null) return New(names, now, schedule);
        if (!current.IsOurs) return current;
        var authorities = Authorities(current.Authorities, now, schedule);
        var issuer = Issuer(authorities, now, schedule);
        var serving = IsDue(current, issuer, names, now, schedule) ? CertificateFactory.Serving(issuer, names, now, schedule) : current.Serving;
        return serving == current.Serving && authorities.SequenceEqual(current.Authorities) ? current : new ServingKeys(authorities, serving);
    }

    private static ServingKeys New(IReadOnlyList<string> names, DateTimeOffset now, CertificateSchedule schedule)
    {
        var authority = CertificateFactory.Authority(now, schedule);
        return new ServingKeys([authority], CertificateFactory.Serving(authority, names, now, schedule));
    }

    /// <summary>Newest first, without those that have ended.</summary>
    private static IReadOnlyList<CertifiedKey> Authorities(IReadOnlyList<CertifiedKey> current, DateTimeOffset now, CertificateSchedule schedule)
    {
        var living = current.Where(authority => authority.NotAfter > now).OrderByDescending(authority => authority.NotBefore).ToList();
        var ours = living.FirstOrDefault(authority => authority.HasKey);
        return ours is not null && ours.NotAfter - now > schedule.AuthorityOverlap ? living : [CertificateFactory.Authority(now, schedule), .. living];
    }

    /// <summary>The newest authority that everybody has had the time to learn; where there is none, the oldest.</summary>
    private static CertifiedKey Issuer(IReadOnlyList<CertifiedKey> authorities, DateTimeOffset now, CertificateSchedule schedule)
    {
        var able = authorities.Where(authority => authority.HasKey).ToList();
        return able.FirstOrDefault(authority => now - (authority.NotBefore + schedule.ClockSkew) >= schedule.TrustLead) ?? able[^1];
    }

    private static bool IsDue(ServingKeys current, CertifiedKey issuer, IReadOnlyList<string> names, DateTimeOffset now, CertificateSchedule schedule)
    {
        if (current.Serving.NotAfter - now <= schedule.ServingOverlap) return true;
        return !names.Order(StringComparer.Ordinal).SequenceEqual(current.Names().Order(StringComparer.Ordinal)) || !IsIssuedBy(current.Serving, issuer);
    }

    private static bool IsIssuedBy(CertifiedKey serving, CertifiedKey issuer)
    {
        using var certificate = serving.Certificate();
        using var authority = issuer.Certificate();
        return certificate.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData);
    }
}
