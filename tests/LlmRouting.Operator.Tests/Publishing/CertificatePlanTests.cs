using System.Security.Cryptography.X509Certificates;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class CertificatePlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = ["operator.llm.svc"];
    private static readonly CertificateSchedule Schedule = new();

    [Fact]
    public void Over_five_years_every_handshake_is_trusted_by_who_read_the_bundle_a_day_ago()
    {
        ServingKeys? current = null;
        var (yesterday, verified) = ("", "");
        var authorities = new HashSet<string>(StringComparer.Ordinal);
        for (var now = Start; now < Start.AddYears(5); now += TimeSpan.FromDays(1))
        {
            current = CertificatePlan.Next(current, Names, now, Schedule);
            var trusted = yesterday.Length == 0 ? current.BundlePem : yesterday;
            if (verified != trusted + current.Serving.CertificatePem) Assert.True(Verifies(current, trusted, now), $"not trusted on {now:d}");
            verified = trusted + current.Serving.CertificatePem;
            Assert.True(current.Serving.NotAfter - now > Schedule.ServingOverlap - TimeSpan.FromDays(1));
            Assert.InRange(current.Authorities.Count, 1, 2);
            authorities.UnionWith(current.Authorities.Select(authority => authority.CertificatePem));
            yesterday = current.BundlePem;
        }

        Assert.Equal(4, authorities.Count);
    }

    [Fact]
    public void Nothing_due_is_nothing_written()
    {
        var keys = CertificatePlan.Next(null, Names, Start, Schedule);
        var stored = ServingKeys.FromData(keys.ToData())!;
        Assert.Same(stored, CertificatePlan.Next(stored, Names, Start.AddDays(30), Schedule));
    }

    [Fact]
    public void What_is_stored_is_what_is_read()
    {
        var keys = CertificatePlan.Next(null, Names, Start, Schedule);
        var stored = ServingKeys.FromData(keys.ToData())!;
        Assert.Equal(keys.Serving, stored.Serving);
        Assert.Equal(keys.Authorities, stored.Authorities);
        Assert.Equal(keys.BundlePem, stored.BundlePem);
    }

    [Fact]
    public void Another_name_makes_another_serving_certificate_of_the_same_authority()
    {
        var before = CertificatePlan.Next(null, Names, Start, Schedule);
        var after = CertificatePlan.Next(before, ["a.svc", "b.svc"], Start.AddDays(1), Schedule);
        Assert.Equal(before.BundlePem, after.BundlePem);
        Assert.Equal(["a.svc", "b.svc"], after.Names());
    }

    [Fact]
    public void Somebody_elses_certificate_is_used_and_never_replaced()
    {
        var data = CertificatePlan.Next(null, Names, Start, Schedule).ToData().Where(item => item.Key != ServingKeys.AuthorityKeys).ToDictionary();
        var theirs = ServingKeys.FromData(data)!;
        Assert.Same(theirs, CertificatePlan.Next(theirs, ["other.svc"], Start.AddYears(9), Schedule));
    }

    [Theory]
    [InlineData("tls.crt", "")]
    [InlineData("tls.key", "bm90IGEga2V5")]
    [InlineData("ca.crt", "%%%")]
    [InlineData("ca.key", "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCkFBQUEKLS0tLS1FTkQgUFJJVkFURSBLRVktLS0tLQo=")]
    public void Data_that_is_not_usable_is_none(string name, string value)
    {
        var data = new Dictionary<string, string>(CertificatePlan.Next(null, Names, Start, Schedule).ToData()) { [name] = value };
        Assert.Null(ServingKeys.FromData(data));
    }

    private static bool Verifies(ServingKeys keys, string bundle, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(bundle);
        using var certificate = keys.Serving.Certificate();
        return chain.Build(certificate);
    }
}
